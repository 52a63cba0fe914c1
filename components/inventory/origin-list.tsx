type Origin = { file: string; row?: number; column?: string };

const shown = 3;

const placeOf = ({ file, row, column }: Origin): string =>
  [
    file === "signalbox" ? "set in Signalbox" : file,
    row !== undefined && `row ${row}`,
    column !== undefined && column,
  ]
    .filter(Boolean)
    .join(", ");

/** The places in the sources that state something; past three they open on demand. */
export const OriginList = ({ origins }: { origins: readonly Origin[] }) => {
  const places = [...new Set(origins.map(placeOf))];
  if (places.length === 0) return null;
  const item = (place: string) => (
    <li className="mono wrap-anywhere text-ink-3" key={place}>
      {place}
    </li>
  );
  return (
    <div className="text-sm">
      <ul className="flex flex-wrap gap-x-4">{places.slice(0, shown).map(item)}</ul>
      {places.length > shown && (
        <details>
          <summary className="text-ink-3 hover:text-ink">
            {places.length - shown} more {places.length - shown === 1 ? "place" : "places"}
          </summary>
          <ul className="flex flex-wrap gap-x-4">{places.slice(shown).map(item)}</ul>
        </details>
      )}
    </div>
  );
};
