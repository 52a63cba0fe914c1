import { Badge } from "@/components/ui/badge";
import type { ProgramSummary } from "@/lib/contract/programs";

/** How a program ended; nothing while it runs. */
export const ProgramStatus = ({ status }: { status: ProgramSummary["status"] }) => {
  switch (status) {
    case "active":
      return null;
    case "abandoned":
      return <Badge tone="grey">abandoned</Badge>;
    case "complete":
      return <Badge tone="green">complete</Badge>;
  }
};
