/**
 * The parts of an error that are safe to log: its kind, and where it was thrown. The message is left out, because it can
 * contain personal data or keys.
 */
export function safeError(error: Error): { type: string; message: string; stack: string } {
  const { name, message, stack = "" } = error;
  // The stack starts with the message, and the message can have lines that look like stack frames.
  const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return { type: name, message: "", stack: frames.flatMap((line) => /^ {4}(at .*)$/.exec(line)?.[1] ?? []).join("\n") };
}
