/** Runs a process as a user who owns nothing, where the tests run as root; as whoever runs them elsewhere. */
export const unprivilegedUser: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
