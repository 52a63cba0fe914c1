import { Mark } from "@/components/ui/mark";
import type { RequestDetail } from "@/lib/contract/requests";

/** What stands between a request and its being applied, and whose each is. */
export const RequestMissing = ({ missing }: { missing: RequestDetail["missing"] }) => (
  <ul className="flex flex-col gap-2.5">
    {missing.map(({ kind, says, whose }) => (
      <li className="flex items-start gap-2.5" key={`${kind} ${says}`}>
        <Mark
          kind={kind === "apply" ? "pass" : "unknown"}
          label={kind === "apply" ? "ready" : "missing"}
        />
        <div className="min-w-0">
          <p>{says}</p>
          {whose && <p className="wrap-anywhere text-ink-3">{whose}</p>}
        </div>
      </li>
    ))}
  </ul>
);
