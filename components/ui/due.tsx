import { Time } from "@/components/ui/time";

/** Whose something is and how late: `db-architecture, was due 9 d ago`; red and in words where its time is past. */
export const Due = ({
  owner,
  dueAt,
  isLate,
  nobody = "nobody named",
}: {
  owner: string | null;
  dueAt: string | null;
  isLate: boolean;
  nobody?: string;
}) => (
  <span className="wrap-anywhere text-ink-2">
    {owner ?? <span className="text-ink-3">{nobody}</span>}
    {dueAt && (
      <>
        {", "}
        {isLate ? (
          <span className="text-fail">
            was due <Time iso={dueAt} />
          </span>
        ) : (
          <span className="text-ink-3">
            due <Time iso={dueAt} />
          </span>
        )}
      </>
    )}
  </span>
);
