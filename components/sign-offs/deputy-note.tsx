import { PersonName } from "@/components/sign-offs/person-name";
import type { PreviewedRow } from "@/lib/contract/sign-off-runs";
import type { InPlaceOf } from "@/lib/domain/signature-words";

/** In whose places rows are signed together, each with how many; nothing where all are in one's own name. */
export const DeputyNote = ({ rows }: { rows: readonly PreviewedRow[] }) => {
  const places = new Map<string, { inPlaceOf: InPlaceOf; count: number }>();
  for (const { inPlaceOf } of rows) {
    if (!inPlaceOf) continue;
    const count = (places.get(inPlaceOf.person)?.count ?? 0) + 1;
    places.set(inPlaceOf.person, { inPlaceOf, count });
  }
  return [...places.values()].map(({ inPlaceOf: { person, name, until }, count }) => (
    <p className="mt-2" key={person}>
      {count.toLocaleString("en-GB")} of them you sign as deputy of <PersonName name={name} /> until{" "}
      {until.slice(0, 10)}.
    </p>
  ));
};
