import Link from "next/link";
import { RequestState } from "@/components/switches/request-state";
import { requestAddress } from "@/components/switches/request-words";
import { DialogSection } from "@/components/ui/dialog";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { RequestView } from "@/lib/contract/requests";

/** A request was made: its number, and what it waits for. */
export const RequestOutcome = ({
  program,
  request,
  onLeave,
}: {
  program: string;
  request: RequestView;
  onLeave: () => void;
}) => (
  <DialogSection>
    <div className="flex items-start gap-2.5">
      <Mark kind="pass" label="asked" />
      <div>
        <p className="flex flex-wrap items-center gap-2 font-strong" role="status">
          Request {request.number} in {request.environment} <RequestState state={request.state} />
        </p>
        <p className="mt-0.5 text-ink-2">
          {request.says}{" "}
          {request.applyAt && (
            <>
              Applied by itself <Time iso={request.applyAt} />
              {request.state === "awaiting-approval" && ", once it is approved"}.
            </>
          )}
          {!request.applyAt &&
            request.state === "awaiting-approval" &&
            "Others decide on it; then somebody applies it."}
        </p>
        <Link
          className="mt-1.5 inline-block font-medium text-target hover:underline"
          href={requestAddress(program, request)}
          onClick={onLeave}
        >
          See what is missing and whose it is
        </Link>
      </div>
    </div>
  </DialogSection>
);
