import { classNames } from "@/components/ui/class-names";

/**
 * How many rows each owner answers: target filled, a canary hatched, legacy filled. A share that is not
 * nothing stays visible however small it is.
 */
export const OwnerShareBar = ({
  target,
  canary,
  legacy,
  words,
  className = "w-12",
}: {
  target: number;
  canary: number;
  legacy: number;
  words: { legacy: string; target: string };
  className?: string;
}) => {
  const said = [
    target > 0 && `${target.toLocaleString("en-GB")} on ${words.target}`,
    canary > 0 && `${canary.toLocaleString("en-GB")} in a canary`,
    legacy > 0 && `${legacy.toLocaleString("en-GB")} on ${words.legacy}`,
  ].filter(Boolean);
  const label = said.join(", ") || "nothing to share";
  return (
    <span
      aria-label={label}
      className={classNames(
        "inline-flex h-1.5 shrink-0 gap-px overflow-hidden rounded-full bg-line align-middle",
        className,
      )}
      role="img"
      title={label}
    >
      {target > 0 && <i className="min-w-0.75 bg-target-bar" style={{ flexGrow: target }} />}
      {canary > 0 && (
        <i
          className="min-w-1.5 bg-[repeating-linear-gradient(115deg,var(--target-bar)_0_3px,var(--legacy-bar)_3px_6px)]"
          style={{ flexGrow: canary }}
        />
      )}
      {legacy > 0 && <i className="min-w-0.75 bg-legacy-bar" style={{ flexGrow: legacy }} />}
    </span>
  );
};
