import { Time } from "@/components/ui/time";

type Grant = {
  readonly source: string;
  readonly by: string | null;
  readonly since: string | null;
};

/** Where somebody has a role or a team from: by whom or which group, and since when. */
export const GrantWords = ({ source, by, since }: Grant) => {
  const from = source === "person" ? by && `by ${by}` : `group ${source}`;
  return (
    <span className="whitespace-nowrap text-ink-3 text-sm">
      {from ?? "not recorded from whom"}
      {since !== null && (
        <>
          {" · "}
          <Time iso={since} />
        </>
      )}
    </span>
  );
};
