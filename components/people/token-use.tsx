import { Time } from "@/components/ui/time";
import type { TokenView } from "@/lib/contract/people";

/** Longer than any nightly, weekly or monthly job waits. */
const unusedMilliseconds = 32 * 24 * 3_600_000;

/** When a token was last used; one that nothing has used for long stands out. */
export const TokenUse = ({ token }: { token: TokenView }) => {
  const { lastUsedAt, createdAt } = token;
  const isUnused = Date.now() - Date.parse(lastUsedAt ?? createdAt) > unusedMilliseconds;
  if (lastUsedAt === null) {
    return <span className={isUnused ? "font-strong" : "text-ink-3"}>never</span>;
  }
  return (
    <span className={isUnused ? "font-strong" : "text-ink-2"}>
      {isUnused && "unused since "}
      <Time iso={lastUsedAt} />
    </span>
  );
};
