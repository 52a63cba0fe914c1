import type { RequestVerb } from "@/components/requests/request-dialog";
import { Button } from "@/components/ui/button";
import type { RequestDetail } from "@/lib/contract/requests";

/** What the reader may do with a request now. */
export const RequestActions = ({
  may,
  onChoose,
}: {
  may: RequestDetail["may"];
  onChoose: (verb: RequestVerb) => void;
}) => (
  <div className="flex flex-wrap gap-2">
    {may.apply && (
      <Button onClick={() => onChoose("apply")} variant="primary">
        Apply now
      </Button>
    )}
    {may.decide && (
      <>
        <Button onClick={() => onChoose("approve")} variant={may.apply ? "plain" : "primary"}>
          Approve
        </Button>
        <Button onClick={() => onChoose("reject")}>Reject</Button>
      </>
    )}
    {may.breakGlass && (
      <Button onClick={() => onChoose("break-glass")} variant="danger-outline">
        Break glass
      </Button>
    )}
    {may.withdraw && (
      <Button onClick={() => onChoose("withdraw")} variant="ghost">
        Withdraw
      </Button>
    )}
  </div>
);
