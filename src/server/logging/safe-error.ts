/**
 * What the log says of an error that nobody foresaw: its kind, and where it was thrown. Not its message, which may quote
 * whatever the code had in hand: a person's data, a key.
 */
export function safeError(error: Error): { type: string; message: string; stack: string } {
  const { name, message, stack = "" } = error;
  // The stack begins with the message, which may have lines that look like frames.
  const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return { type: name, message: "", stack: frames.flatMap((line) => /^ {4}(at .*)$/.exec(line)?.[1] ?? []).join("\n") };
}
