/** Rows under a heading, columns aligned; numbers, which are all digits, to the right. */
export function tableLines(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [heading, ...rows];
  const columns = heading.map((_, column) => {
    const cells = rows.map((row) => row[column] ?? "");
    return {
      width: Math.max(...lines.map((row) => (row[column] ?? "").length)),
      isNumeric: cells.length > 0 && cells.every((cell) => /^[\d,]*$/.test(cell)),
    };
  });
  return lines.map((row) =>
    columns
      .map(({ width, isNumeric }, column) => {
        const cell = row[column] ?? "";
        return isNumeric ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** 1234567 as `1,234,567`, the same on every machine. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** Member indices as `0, 2, 3`, or `-` where there is none. */
export function indexList(indices: readonly number[]): string {
  return indices.length === 0 ? "-" : indices.join(" ");
}
