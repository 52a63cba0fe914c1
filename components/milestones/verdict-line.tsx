import { verdictLook } from "@/components/milestones/milestone-words";
import { classNames } from "@/components/ui/class-names";
import type { ReadinessView } from "@/lib/contract/milestones";

const rest = (readiness: ReadinessView): string => {
  const { all, says } = readiness;
  const words = says.replace(/^[A-Z-]+: /, "");
  return all.total === 0 || readiness.verdict === "go"
    ? `${words.charAt(0).toUpperCase()}${words.slice(1)}`
    : `${all.pass} of ${all.total} criteria hold. ${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** The verdict, called out, with what it is made of. */
export const VerdictLine = ({ readiness }: { readiness: ReadinessView }) => {
  const { word, ink } = verdictLook[readiness.verdict];
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-line-soft border-b px-4 py-3.5">
      <p className={classNames("font-bold text-2xl tracking-[-0.02em]", ink)}>{word}</p>
      <p className="min-w-0 flex-1 basis-64 text-ink-2">{rest(readiness)}</p>
    </div>
  );
};
