import { PageTabs } from "@/components/ui/page-tabs";

/** The pages about evidence. */
export const EvidenceTabs = ({ program }: { program: string }) => {
  const evidence = `/programs/${program}/evidence`;
  return (
    <PageTabs
      label="Evidence"
      pages={[
        { href: evidence, label: "Evidence" },
        { href: `${evidence}/tests`, label: "Tests" },
        { href: `${evidence}/unmatched`, label: "Unmatched" },
        { href: `${evidence}/deployments`, label: "Deployments" },
      ]}
    />
  );
};
