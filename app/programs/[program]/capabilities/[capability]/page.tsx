import type { Metadata } from "next";
import { CapabilityView } from "@/components/gates/capability-view";
import { readForPage } from "@/lib/server/http";
import { readCapability } from "@/lib/server/queries/read-capability";
import { environmentOfPage } from "../../environment-page";

type Props = {
  params: Promise<{ program: string; capability: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await params).capability,
});

export default async function CapabilityPage(props: Props) {
  const { capability } = await props.params;
  const { program, environment, place } = await environmentOfPage(props);
  return (
    <CapabilityView
      environment={environment.key}
      initial={await readForPage(readCapability, { program: place.program, capability })}
      rights={{
        mayFlip: program.may.includes("switch:rollback"),
        mayAsk: program.may.includes("waiver:ask"),
        mayDecide: program.may.includes("waiver:decide"),
      }}
    />
  );
}
