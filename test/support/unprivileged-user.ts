/** Options to run a process without privileges: another user if the tests run as root, otherwise the same user. */
export const unprivilegedUser: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
