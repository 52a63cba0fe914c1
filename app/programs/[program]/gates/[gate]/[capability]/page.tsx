import type { Metadata } from "next";
import { GatePageView } from "@/components/gates/gate-page-view";
import { readForPage } from "@/lib/server/http";
import { readGate } from "@/lib/server/queries/read-gate";
import { environmentOfPage } from "../../../environment-page";

type Props = {
  params: Promise<{ program: string; gate: string; capability: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { gate, capability } = await params;
  return { title: `${gate}, ${capability}` };
};

export default async function GatePage(props: Props) {
  const { gate, capability } = await props.params;
  const { program, place } = await environmentOfPage(props);
  const initial = await readForPage(readGate, { ...place, gate, capability });
  return (
    <GatePageView
      initial={initial}
      key={`${place.environment} ${gate} ${capability}`}
      place={place}
      rights={{
        mayAsk: program.may.includes("waiver:ask"),
        mayDecide: program.may.includes("waiver:decide"),
        mayEdit: program.may.includes("criteria:edit"),
      }}
    />
  );
}
