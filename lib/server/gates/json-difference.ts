const jsonLines = (value: unknown): Map<string, string> =>
  new Map(
    Object.entries(value ?? {}).map(([name, member]) => [
      name,
      typeof member === "string" ? member : JSON.stringify(member),
    ]),
  );

/** What differs between two records, a line a member: `ancestors: 3 -> 5`. */
export const jsonDifference = (was: unknown, is: unknown): string[] => {
  const [before, after] = [jsonLines(was), jsonLines(is)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [from, to] = [before.get(name) ?? "nothing", after.get(name) ?? "nothing"];
    return from === to ? [] : [`${name}: ${from} -> ${to}`];
  });
};
