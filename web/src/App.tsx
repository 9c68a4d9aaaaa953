/**
 * The routes of the app.
 *
 * @module
 */
import { type ReactNode, useCallback } from "react";
import { BrowserRouter, Route, Routes, useNavigate } from "react-router";
import { type CalendarClient, GoogleCalendar } from "./google-calendar/index.ts";
import { usePrefetchedParts } from "./lazyPart.tsx";
import { CalendarPage } from "./pages/CalendarPage.tsx";
import { HomePage } from "./pages/HomePage.tsx";
import { NotFoundPage } from "./pages/NotFoundPage.tsx";
import { ProfilePage } from "./pages/ProfilePage.tsx";
import { ResourcePage } from "./pages/ResourcePage.tsx";
import { ResourcesPage } from "./pages/ResourcesPage.tsx";
import { SessionProvider, useSession } from "./session.tsx";
import type { Backend } from "./supabase.ts";
import { type Translation, TranslationContext } from "./translation.ts";
import { Layout } from "./ui/Layout.tsx";

interface AppProps {
  backend: Backend;
  /** The language of texts and dates, a BCP 47 tag. */
  locale: string;
  /** All texts in that language; English if undefined. */
  translation?: Translation | undefined;
}

/** The whole app. */
export function App({ backend, locale, translation }: AppProps) {
  return (
    <BrowserRouter>
      <SessionProvider {...backend}>
        <CalendarOfSession client={backend.calendar} locale={locale} translation={translation}>
          <Routes>
            <Route element={<Layout />}>
              <Route index element={<HomePage />} />
              <Route path="calendar" element={<CalendarPage />} />
              <Route path="profile" element={<ProfilePage />} />
              <Route path="resources" element={<ResourcesPage />} />
              <Route path="resources/:id" element={<ResourcePage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Route>
          </Routes>
        </CalendarOfSession>
      </SessionProvider>
    </BrowserRouter>
  );
}

type CalendarOfSessionProps = Omit<AppProps, "backend"> & {
  client: CalendarClient;
  children: ReactNode;
};

function CalendarOfSession({ children, translation, ...calendar }: CalendarOfSessionProps) {
  const { user, signIn } = useSession();
  usePrefetchedParts(user !== null);
  const navigate = useNavigate();
  // The page that confirmed a connection has nothing more to show, so Back passes over it.
  const goOn = useCallback((path: string) => void navigate(path, { replace: true }), [navigate]);
  return (
    <TranslationContext value={translation}>
      <GoogleCalendar
        {...calendar}
        messages={translation?.messages}
        userId={user?.id ?? null}
        signIn={signIn}
        navigate={goOn}
      >
        {children}
      </GoogleCalendar>
    </TranslationContext>
  );
}
