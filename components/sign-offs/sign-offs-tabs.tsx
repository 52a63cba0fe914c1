import { PageTabs } from "@/components/ui/page-tabs";

/** The pages about signatures. */
export const SignOffsTabs = ({
  program,
  isOfRow = false,
}: {
  program: string;
  /** Above the page of one row, which is come to from the queue. */
  isOfRow?: boolean;
}) => {
  const queue = `/programs/${program}/sign-offs`;
  return (
    <PageTabs
      {...(isOfRow ? { here: queue } : {})}
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
