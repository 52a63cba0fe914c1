import type { ChangeEffect } from "@/lib/contract/switches";

type Masked = ChangeEffect["masked"][number];

const key = ({ level, key, says }: Masked): string => `${level} ${key} ${says}`;

// A pin here and there is read; a page of them is counted.
const listedAtMost = 3;

/** Rules nearer to some routes that keep them where they are; those of single routes are counted by their owner. */
export const MaskedRules = ({ masked }: { masked: readonly Masked[] }) => {
  const single = masked.filter(({ level }) => level === "route");
  const isMany = single.length > listedAtMost;
  const wide = isMany ? masked.filter(({ level }) => level !== "route") : masked;
  const owners = [...new Set(single.map(({ owner }) => owner))];
  return (
    <div className="mt-2 text-ink-2">
      {wide.length > 0 && (
        <ul>
          {wide.map((each) => (
            <li key={key(each)}>{each.says}</li>
          ))}
        </ul>
      )}
      {isMany &&
        owners.map((owner) => {
          const own = single.filter((each) => each.owner === owner);
          return (
            <details key={owner}>
              <summary className="cursor-pointer hover:text-ink">
                {own.length === 1
                  ? `1 route keeps ${owner} by a rule of its own`
                  : `${own.length} routes keep ${owner} by rules of their own`}
              </summary>
              <p className="mono mt-1 break-words">{own.map((each) => each.key).join(", ")}</p>
            </details>
          );
        })}
    </div>
  );
};
