/** Places of members in ascending order, and how well each fits. One for many searches: made anew, it would be their garbage. */
export class Matches {
  #places = new Uint32Array(0);
  #scores = new Uint16Array(0);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Has every member with a score above 0. */
  find(scores: Uint8Array): void {
    const { length } = scores;
    if (this.#places.length < length) {
      const room = Math.ceil(length * 1.25);
      [this.#places, this.#scores] = [new Uint32Array(room), new Uint16Array(room)];
    }
    this.#count = 0;
    for (let place = 0; place < length; place += 1) this.#keep(place, scores[place] ?? 0, 0);
  }

  /** Leaves those that a score above 0 is found for, which adds to what they have. */
  narrow(scoreOf: (place: number) => number): void {
    const before = this.#count;
    this.#count = 0;
    for (let at = 0; at < before; at += 1) {
      const place = this.#places[at] ?? 0;
      this.#keep(place, scoreOf(place), this.#scores[at] ?? 0);
    }
  }

  /** The places of the highest scores, the highest first, equal ones in order. */
  best(limit: number): number[] {
    const scores = this.#scores.subarray(0, this.#count);
    const counts: number[] = [];
    for (const score of scores) counts[score] = (counts[score] ?? 0) + 1;
    let least = counts.length - 1;
    for (let found = counts[least] ?? 0; least > 1 && found < limit; found += counts[least] ?? 0) least -= 1;
    const kept: number[] = [];
    for (let at = 0; at < scores.length; at += 1) if ((scores[at] ?? 0) >= least) kept.push(at);
    kept.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0));
    return kept.slice(0, limit).map((at) => this.#places[at] ?? 0);
  }

  #keep(place: number, score: number, before: number): void {
    if (score === 0) return;
    this.#places[this.#count] = place;
    this.#scores[this.#count] = before + score;
    this.#count += 1;
  }
}
