import { PageTabs } from "@/components/ui/page-tabs";

/** The pages about signatures. */
export const SignOffsTabs = ({ program }: { program: string }) => {
  const queue = `/programs/${program}/sign-offs`;
  return (
    <PageTabs
      label="Sign-offs"
      pages={[
        { href: queue, label: "Queue" },
        { href: `${queue}/subjects`, label: "Capabilities and documents", isAbove: true },
        { href: `${queue}/batches`, label: "Batches", isAbove: true },
        { href: `${queue}/owners`, label: "Owners", isAbove: true },
        { href: `${queue}/rules`, label: "Rules" },
      ]}
    />
  );
};
