/** Texts of parts that are known not to change, by identity, so that a small change of a large value is cheap. */
export type CanonicalCache = WeakMap<object, string>;

const write = (value: unknown, cache: CanonicalCache | undefined): string => {
  if (value === null) return "null";
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON.`);
    return JSON.stringify(value);
  }
  if (typeof value !== "object") throw new TypeError(`A ${typeof value} has no form in JSON.`);
  const known = cache?.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) return `[${value.map((member) => write(member, cache)).join(",")}]`;
  const members: string[] = [];
  for (const [name, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${write(member, cache)}`);
  }
  return `{${members.join(",")}}`;
};

/**
 * RFC 8785 canonical JSON: members sorted by UTF-16 code units, no white space, numbers as
 * ECMAScript writes them. Members that are `undefined` are left out; functions, symbols, bigints
 * and numbers without a JSON form throw a TypeError. Objects found in `cache` are not read again.
 */
export const canonicalJson = (value: unknown, cache?: CanonicalCache): string =>
  write(value, cache);
