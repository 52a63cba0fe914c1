// What a spreadsheet may evaluate when it opens a cell, after OWASP "CSV Injection": = + - @, tab, CR, LF at the start.
const risky = /^'*[=+\-@\t\r\n]/;
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?%?$/;

const formula =
  /^(?:=(?![=>\s])|[+\-@]\s*[A-Za-z_.]+\d*\s*\(|[+-]\s*\$?[A-Z]{1,3}\$?\d+\b|[+-]\s*\d[\d.]*\s*[*/^+-]\s*[\dA-Z($]|[+\-@][^|\r\n]*\|[^!\r\n]*!)/;

/** Whether the text is a formula that a spreadsheet would evaluate; `-5`, `- note`, `@team` and `=>` are not. */
export const isFormula = (cell: string): boolean => formula.test(cell);

/** The cell as it is written to CSV so that no spreadsheet evaluates it: one apostrophe in front. `unguardCell` undoes it exactly. */
export const guardCell = (cell: string): string =>
  risky.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;

/** The cell as it was before `guardCell`; every other text is left alone. */
export const unguardCell = (cell: string): string => {
  if (!cell.startsWith("'")) return cell;
  const bare = cell.slice(1);
  return guardCell(bare) === cell ? bare : cell;
};
