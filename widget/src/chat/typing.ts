// Typing, both ways: told every three seconds while it lasts, believed for six.
export class Typing {
  #told = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #fade: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (typing: boolean) => void, private readonly show: (name: string | null) => void) {}

  /** The visitor pressed a key. */
  touch(): void {
    if (Date.now() - this.#told > 3_000) {
      this.#told = Date.now();
      this.tell(true);
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), 4_000);
  }

  stop(): void {
    clearTimeout(this.#idle);
    if (this.#told === 0) return;
    this.#told = 0;
    this.tell(false);
  }

  /** The other side types, or stopped. */
  heard(name: string | null): void {
    clearTimeout(this.#fade);
    this.show(name);
    if (name !== null) this.#fade = setTimeout(() => this.show(null), 6_000);
  }
}
