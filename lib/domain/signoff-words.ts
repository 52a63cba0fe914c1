/** A signature as a checklist's `owner_signoff` tells it. */
export type SignoffWords = {
  readonly by: string;
  readonly at: Date;
  readonly digest: string;
  readonly isStale: boolean;
  /** The state that the file said before it was filled in; `null` where that was left as it was. */
  readonly was: string | null;
};

const parting = "; ";
const ours =
  /^.+ \d{4}-\d{2}-\d{2} signalbox:[0-9a-f]{12}(?: \(stale\))?(?: \(was (?<was>.+)\))?$/su;

/** What we write is shorter: a name, a day, a digest and a word for a state. */
const longest = 2_000;

const plain = (text: string): string => text.replace(/[;\r\n]+/g, ",");

/** A state's word comes back as it was: what would part the cell is written as in an address. */
const kept = (state: string): string => state.replace(/[%;\r\n]/g, encodeURIComponent);
const asItWas = (state: string): string =>
  state.replace(/%(?:25|3B|0D|0A)/g, (code) => decodeURIComponent(code));

/**
 * What `owner_signoff` says of signatures: `Kenji Example 2026-11-21 signalbox:8f2c1ab98f2c (was
 * verified-source-anchored)`, several parted by `; `, behind what people wrote there themselves.
 */
export const signoffCell = (written: string, signatures: readonly SignoffWords[]): string =>
  [
    ...(written.trim() === "" ? [] : [written.trim()]),
    ...signatures.map(({ by, at, digest, isStale, was }) =>
      [
        `${plain(by)} ${at.toISOString().slice(0, 10)} signalbox:${digest.slice(0, 12)}`,
        isStale ? " (stale)" : "",
        was === null ? "" : ` (was ${kept(was)})`,
      ].join(""),
    ),
  ].join(parting);

/**
 * What people wrote into an `owner_signoff` themselves, without what `signoffCell` put there, and the
 * state that the file said before; `isOurs`: whether anything of it was put there.
 */
export const readSignoffCell = (
  cell: string,
): { readonly written: string; readonly isOurs: boolean; readonly was: string | null } => {
  const parts = cell.split(parting);
  const found = parts.map((part) => (part.length > longest ? null : ours.exec(part.trim())));
  const was = found.map((match) => match?.groups?.was).find((state) => state !== undefined);
  return {
    written: parts.filter((_, at) => found[at] === null).join(parting),
    isOurs: found.some((match) => match !== null),
    was: was === undefined ? null : asItWas(was),
  };
};
