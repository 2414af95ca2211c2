/** A list of whole numbers, in four bytes each. */
export class Numbers {
  #values = new Uint32Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What there is now, without a copy: for loops over all of it. */
  get values(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }

  /** The number of a place that there is. */
  at(place: number): number {
    return this.#values[place] ?? 0;
  }

  /** Whether a number is among the first so many. */
  has(value: number, among: number): boolean {
    for (let place = 0; place < among; place += 1) if (this.#values[place] === value) return true;
    return false;
  }

  /** Takes those behind the first so many out. */
  truncate(length: number): void {
    this.#length = length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** Adds one to the number of a place; what was not there yet counts as 0. */
  count(place: number): void {
    while (this.#length <= place) this.push(0);
    this.#values[place] = (this.#values[place] ?? 0) + 1;
  }
}

/** Lists of numbers, one behind the other. */
export class NumberLists {
  readonly #numbers = new Numbers();
  readonly #ends = new Numbers();

  /** How many lists there are. */
  get length(): number {
    return this.#ends.length;
  }

  /** All of them, without a copy; those of a list end where {@link ends} says, and begin where the one before it ends. */
  get numbers(): Uint32Array {
    return this.#numbers.values;
  }

  get ends(): Uint32Array {
    return this.#ends.values;
  }

  push(numbers: Numbers): void {
    for (let nth = 0; nth < numbers.length; nth += 1) this.add(numbers.at(nth));
    this.end();
  }

  /** Adds a number to the last list, which {@link end} ends. */
  add(number: number): void {
    this.#numbers.push(number);
  }

  end(): void {
    this.#ends.push(this.#numbers.length);
  }

  /** For each list the highest of the values that its numbers have, or 0. */
  highest(values: Uint8Array): Uint8Array {
    const { numbers, ends } = this;
    const highest = new Uint8Array(ends.length);
    let at = 0;
    for (let list = 0; list < ends.length; list += 1) {
      const end = ends[list] ?? 0;
      let most = 0;
      for (; at < end; at += 1) {
        const value = values[numbers[at] ?? 0] ?? 0;
        if (value > most) most = value;
      }
      highest[list] = most;
    }
    return highest;
  }
}
