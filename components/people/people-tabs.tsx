import { PageTabs } from "@/components/ui/page-tabs";

/** The pages of the installation's people. */
export const PeopleTabs = ({ here }: { here?: string }) => (
  <PageTabs
    {...(here === undefined ? {} : { here })}
    label="People of the installation"
    pages={[
      { href: "/people", label: "People" },
      { href: "/people/teams", label: "Teams" },
      { href: "/people/groups", label: "Groups" },
      { href: "/people/invitations", label: "Invitations" },
    ]}
  />
);
