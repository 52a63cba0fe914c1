export type FaultReason = {
  says: string;
  file?: string;
  row?: number;
  column?: string;
  field?: string;
};

const placeOf = ({ file, row, column, field }: FaultReason): string =>
  [file, row !== undefined && `row ${row}`, column && `column ${column}`, !column && field]
    .filter(Boolean)
    .join(", ");

/** Each single fault with its place; past `most` they are counted. */
export const ReasonList = ({
  reasons,
  most = 20,
}: {
  reasons: readonly FaultReason[];
  most?: number;
}) => (
  <ul className="mt-2 flex flex-col gap-1">
    {reasons.slice(0, most).map((reason) => {
      const place = placeOf(reason);
      return (
        <li className="flex flex-wrap gap-x-3" key={`${place} ${reason.says}`}>
          {place && <span className="mono text-ink-2">{place}</span>}
          <span>{reason.says}</span>
        </li>
      );
    })}
    {reasons.length > most && <li className="text-ink-2">{reasons.length - most} more</li>}
  </ul>
);
