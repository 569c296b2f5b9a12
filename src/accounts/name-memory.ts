/** Remembers the latest names, a limited number of them. */
export class NameMemory {
  /** The oldest first. */
  private readonly names = new Set<string>();

  constructor(private readonly max: number) {}

  has(name: string): boolean {
    return this.names.has(name);
  }

  add(name: string): void {
    this.names.add(name);
    const [oldest] = this.names;
    if (this.names.size > this.max && oldest !== undefined) this.names.delete(oldest);
  }

  delete(name: string): void {
    this.names.delete(name);
  }
}
