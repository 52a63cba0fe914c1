type Filter = Readonly<Record<string, string | number | null | undefined>>;

const withFilter = (path: string, filter: Filter): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
};

/** A page of a program with what narrows it, e.g. `inventory` with `{ kind: "route", finding: "unmatched" }`. */
export const programAddress = (program: string, page = "", filter: Filter = {}): string =>
  withFilter(`/programs/${program}${page === "" ? "" : `/${page}`}`, filter);

/** The page of an item. The key is one segment, whatever slashes it has. */
export const itemAddress = (program: string, kind: string, key: string): string =>
  `/programs/${program}/items/${kind}/${encodeURIComponent(key)}`;

/** The page of a capability, for an environment where one is looked at. */
export const capabilityAddress = (
  program: string,
  capability: string,
  environment?: string,
): string =>
  programAddress(program, `capabilities/${encodeURIComponent(capability)}`, { environment });

/** The page on which something is signed: a row of the inventory, a capability, gate, document or runbook. */
export const signOffAddress = (program: string, kind: string, key: string): string =>
  `/programs/${program}/sign-offs/${kind}/${encodeURIComponent(key)}`;
