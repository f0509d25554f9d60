/** The file's line of each row of a table, kept as the places where the distance between the two changes. */
export class RowLines {
  readonly #rows: number[] = [];
  readonly #lines: number[] = [];
  #count = 0;
  #distance = Number.NaN;

  /** Tells the line of the next row. */
  add(line: number): void {
    const distance = line - this.#count;
    if (distance !== this.#distance) {
      this.#rows.push(this.#count);
      this.#lines.push(line);
      this.#distance = distance;
    }
    this.#count += 1;
  }

  /** Number of rows. */
  get count(): number {
    return this.#count;
  }

  /** The line of a row, counted from 0; undefined where there is no such row. */
  lineOf(row: number): number | undefined {
    if (!(row >= 0 && row < this.#count)) return undefined;
    let low = 0;
    let high = this.#rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#rows[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return this.#lines[low]! + row - this.#rows[low]!;
  }
}
