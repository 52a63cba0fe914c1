import { shareWords } from "@/components/switches/rule-words";

/** The share of the observed requests that a rule decides; a dash where nothing was observed. */
export const RuleTraffic = ({ share }: { share: number | null }) =>
  share === null ? (
    <span className="text-ink-3" title="No upstream has counted a request in the last hour.">
      <span aria-hidden="true">–</span>
      <span className="sr-only">unobserved</span>
    </span>
  ) : (
    <span
      className="inline-flex items-center gap-2 whitespace-nowrap"
      title={`${shareWords(share)} of the requests that the upstreams counted in the last hour`}
    >
      <span aria-hidden="true" className="h-1.5 w-9 overflow-hidden rounded-full bg-line">
        <i
          className="block h-full rounded-full bg-ink-3"
          style={{ width: `${share === 0 ? 0 : Math.max(4, share * 100)}%` }}
        />
      </span>
      <span className="text-ink-2">{shareWords(share)}</span>
    </span>
  );
