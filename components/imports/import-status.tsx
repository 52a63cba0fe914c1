import { Badge } from "@/components/ui/badge";
import type { ImportView } from "@/lib/contract/imports";

/** Where an import is: waiting for a decision, written, or put aside. */
export const ImportStatus = ({ status }: { status: ImportView["status"] }) => {
  switch (status) {
    case "previewed":
      return <Badge>preview</Badge>;
    case "applied":
      return <Badge tone="green">imported</Badge>;
    case "discarded":
      return <Badge tone="grey">discarded</Badge>;
  }
};
