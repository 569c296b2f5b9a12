/** The body of a response that is one error, as GraphQL clients expect it. */
export function errorBody(message: string, code: string) {
  return { errors: [{ message, extensions: { code } }] };
}
