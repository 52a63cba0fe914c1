import { ExportMenu } from "@/components/sign-offs/export-menu";
import { Button } from "@/components/ui/button";

/** What can be done with the queue as it is shown: take it away as files, and sign. */
export const QueueActions = ({
  program,
  mayExportSignatures,
  marked,
  hasReady,
  onSign,
  onClear,
}: {
  program: string;
  mayExportSignatures: boolean;
  marked: number;
  /** Whether anything that is shown can be signed by its reader. */
  hasReady: boolean;
  /** `null` for whoever may not sign. */
  onSign: (() => void) | null;
  onClear: () => void;
}) => (
  <>
    <ExportMenu mayExportSignatures={mayExportSignatures} program={program} />
    {marked > 0 && (
      <Button onClick={onClear} variant="ghost">
        Clear marks
      </Button>
    )}
    {onSign && (
      <Button disabled={marked === 0 && !hasReady} onClick={onSign} variant="primary">
        {marked > 0 ? `Sign ${marked} marked` : "Sign all that is ready"}
      </Button>
    )}
  </>
);
