// The slow poll: a safety net while the hub is up, the road itself while it is down.
export class Poll {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = 0;

  /** `every` is asked anew each time; null is not at all. */
  constructor(private readonly every: () => number | null, private readonly due: () => void) {}

  plan(): void {
    clearTimeout(this.#timer);
    const every = this.every();
    if (every === null) return;
    const wait = every * (0.8 + Math.random() * 0.4);
    this.#due = Date.now() + wait;
    this.#timer = setTimeout(() => {
      this.due();
      this.plan();
    }, wait);
  }

  /** Long overdue: the machine was asleep, and a connection from before may be dead without knowing it. */
  get slept(): boolean {
    return this.#due > 0 && Date.now() - this.#due > 20_000;
  }
}
