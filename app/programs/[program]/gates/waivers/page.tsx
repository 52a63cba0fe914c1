import type { Metadata } from "next";
import { WaiversView } from "@/components/gates/waivers-view";
import { readForPage } from "@/lib/server/http";
import { listWaivers } from "@/lib/server/queries/list-waivers";
import { type EnvironmentPageProps, environmentOfPage } from "../../environment-page";

export const metadata: Metadata = { title: "Waivers" };

export default async function WaiversPage(props: EnvironmentPageProps) {
  const { program, environment, place } = await environmentOfPage(props);
  return (
    <WaiversView
      initial={await readForPage(listWaivers, place)}
      key={environment.key}
      place={place}
      rights={{
        mayAsk: program.may.includes("waiver:ask"),
        mayDecide: program.may.includes("waiver:decide"),
      }}
    />
  );
}
