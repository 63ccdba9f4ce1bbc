import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { admitAdmin } from "#app/doors/admin.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await admitAdmin(request, context);
  return { shop };
}

export default function Home() {
  const { shop } = useLoaderData<typeof loader>();
  const { t } = useTranslation("shell");
  return (
    <Page title={t("home")}>
      <Card>
        <Text as="p">{shop}</Text>
      </Card>
    </Page>
  );
}
