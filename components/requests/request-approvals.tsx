import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { RequestView } from "@/lib/contract/requests";

/** Who said what, and what of it counts no more and why. */
export const RequestApprovals = ({ request }: { request: RequestView }) =>
  request.approvals.length === 0 ? (
    <p className="text-ink-2">Nobody has decided on it yet.</p>
  ) : (
    <ul className="flex flex-col gap-2">
      {request.approvals.map((approval) => {
        const counts = approval.fell === null && approval.revision === request.revision;
        const word = approval.isApproval ? "approved" : "rejected";
        return (
          <li className="flex items-start gap-2.5" key={`${approval.by} ${approval.at}`}>
            <Mark
              kind={counts ? (approval.isApproval ? "pass" : "fail") : "none"}
              label={counts ? word : "counts no more"}
            />
            <div className="min-w-0">
              <p>
                <span className="font-strong">{approval.by}</span> {word}{" "}
                <span className="text-ink-3">
                  <Time iso={approval.at} />
                  {approval.teams.length > 0 && ` · ${approval.teams.join(", ")}`}
                </span>
              </p>
              {approval.comment && <p className="text-ink-2">{approval.comment}</p>}
              {approval.fell && <p className="text-ink-3">Counts no more: {approval.fell}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
