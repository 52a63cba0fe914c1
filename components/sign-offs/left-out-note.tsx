const most = 20;

/** Rows of the same batches that were drawn to be opened and are not among those that are signed together. */
export const LeftOutNote = ({ rows }: { rows: readonly { kind: string; key: string }[] }) => (
  <details>
    <summary className="cursor-pointer text-ink-2">
      {rows.length === 1
        ? "1 row of the same batches is drawn and left out"
        : `${rows.length.toLocaleString("en-GB")} rows of the same batches are drawn and left out`}
    </summary>
    <p className="wrap-anywhere mt-1">
      {rows.slice(0, most).map(({ kind, key }) => (
        <span className="mono mr-2 inline-block" key={`${kind} ${key}`}>
          {key}
        </span>
      ))}
      {rows.length > most && `and ${(rows.length - most).toLocaleString("en-GB")} more`}
    </p>
    <p className="text-ink-3">
      They have to be opened whenever they are signed. The run keeps which were left out.
    </p>
  </details>
);
