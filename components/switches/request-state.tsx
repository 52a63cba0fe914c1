import { requestStateWords } from "@/components/switches/request-words";
import { Badge } from "@/components/ui/badge";
import type { RequestView } from "@/lib/contract/requests";

/** How far a request is, as one word. */
export const RequestState = ({ state }: { state: RequestView["state"] }) => {
  const { label, tone } = requestStateWords[state];
  return <Badge tone={tone}>{label}</Badge>;
};
