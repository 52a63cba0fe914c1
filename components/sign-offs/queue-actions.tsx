import { ExportMenu } from "@/components/sign-offs/export-menu";
import { Button } from "@/components/ui/button";

/** What can be done with the queue as it is shown: take it away as files, and sign. */
export const QueueActions = ({
  program,
  mayExportSignatures,
  marked,
  ready,
  onSign,
}: {
  program: string;
  mayExportSignatures: boolean;
  marked: number;
  ready: number;
  /** `null` for whoever may not sign. */
  onSign: (() => void) | null;
}) => (
  <>
    <ExportMenu mayExportSignatures={mayExportSignatures} program={program} />
    {onSign && (
      <Button disabled={marked === 0 && ready === 0} onClick={onSign} variant="primary">
        {marked > 0 ? `Sign ${marked} marked` : `Sign ${ready} ready`}
      </Button>
    )}
  </>
);
