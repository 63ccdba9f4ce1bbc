import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useRouteError } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { boundary } from "@shopify/shopify-app-remix/server";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { useState } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import { admitAdmin, languageOf } from "#app/doors/admin.server.ts";
import { createWords } from "#app/ui/words/create-words.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { services } = await admitAdmin(request, context);
  return { apiKey: services.config.shopify.apiKey, language: languageOf(request) };
}

export const meta = () => [{ title: "Sambung" }];

/** The key and the language hold for the whole visit; later requests do not carry the language. */
export const shouldRevalidate = () => false;

export default function App() {
  const { apiKey, language } = useLoaderData<typeof loader>();
  const [words] = useState(() => createWords(language));
  return (
    <I18nextProvider i18n={words}>
      <AppProvider isEmbeddedApp apiKey={apiKey}>
        <Navigation />
        <main lang={language}>
          <Outlet />
        </main>
      </AppProvider>
    </I18nextProvider>
  );
}

function Navigation() {
  const { t } = useTranslation("shell");
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t("home")}
      </Link>
      <Link to="/app/pickups">{t("pickups")}</Link>
      <Link to="/app/locations">{t("locations")}</Link>
      <Link to="/app/messages">{t("messages")}</Link>
      <Link to="/app/settings">{t("settings")}</Link>
    </NavMenu>
  );
}

export function ErrorBoundary() {
  return boundary.error(useRouteError());
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
