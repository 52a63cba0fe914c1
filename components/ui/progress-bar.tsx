/** Work under way: `done` of `total`, or without an end in sight when `total` is not known. */
export const ProgressBar = ({
  label,
  done,
  total,
}: {
  label: string;
  done?: number;
  total?: number;
}) => {
  const isKnown = done !== undefined && total !== undefined && total > 0;
  return (
    <div
      aria-label={label}
      aria-valuemax={isKnown ? total : undefined}
      aria-valuemin={0}
      aria-valuenow={isKnown ? done : undefined}
      className="h-1.5 w-full overflow-hidden rounded-full bg-line"
      role="progressbar"
    >
      {isKnown ? (
        <div
          className="h-full rounded-full bg-target-bar transition-[width]"
          style={{ width: `${Math.min(100, (100 * done) / total)}%` }}
        />
      ) : (
        <div className="h-full w-2/5 animate-slide rounded-full bg-target-bar" />
      )}
    </div>
  );
};
