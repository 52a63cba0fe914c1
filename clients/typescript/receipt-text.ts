/** One line of at most so many UTF-16 code units: what the plane takes in a receipt. */
export const receiptText = (text: string, atMost: number): string =>
  text
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, atMost)
    // A character that the end cut in two.
    .replace(/[\uD800-\uDBFF]$/, "");
