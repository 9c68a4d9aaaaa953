/**
 * The texts of the app's frame and pages, in German.
 *
 * @module
 */
import type { PageTexts } from "./english.ts";

export const pagesGerman: PageTexts = {
  // The frame
  appName: "Kalender für Supabase",
  skip: "Zum Inhalt springen",
  mainNavigation: "Hauptmenü",
  calendar: "Kalender",
  resources: "Materialien",
  profile: "Profil",
  language: "Sprache",
  tabTitle: "{title} · {app}",

  // Signing in
  checkingSession: "Ihre Anmeldung wird geprüft …",
  pleaseSignIn: "Bitte melden Sie sich an",
  signInWhy: "{why} Danach sind Sie wieder auf dieser Seite.",
  signIn: "Über Google anmelden",
  openingGoogle: "Google wird geöffnet …",
  notSignedIn: "Sie sind nicht angemeldet",
  signIn_access_denied:
    "Sie wurden nicht angemeldet, weil Sie Google nicht erlaubt haben, Ihre Daten weiterzugeben. Es wurde nichts geändert.",
  signIn_failed: "Die Anmeldung hat diesmal nicht geklappt. Bitte versuchen Sie es noch einmal.",
  signIn_not_started:
    "Die Anmeldung ließ sich nicht starten. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",

  // The start page
  welcome: "Willkommen",
  homeTitle: "Ihre Kurse in Ihrem Google Kalender",
  homeIntro:
    "Verbinden Sie Ihren Google Kalender einmal. Dann fügen Sie Vorlesungen, Abgaben und Sprechstunden von hier aus hinzu. Die Verbindung bleibt bestehen, Sie müssen sich um nichts mehr kümmern.",
  openCalendar: "Meinen Kalender öffnen",
  seeResources: "Meine Materialien ansehen",
  stepSignIn: "Anmelden",
  stepSignInText: "Mit dem Google-Konto, das Sie schon benutzen.",
  stepConnect: "Verbinden",
  stepConnectText:
    "Sie stimmen auf Googles eigener Seite zu und können die Verbindung jederzeit trennen.",
  stepAdd: "Termine hinzufügen",
  stepAddText: "Sie stehen gleich danach in Ihrem Kalender, auf jedem Gerät.",

  // The calendar and the profile
  calendarWhy: "Dann sehen Sie Ihren Kalender und können ihn ändern.",
  loadingCalendar: "Ihr Kalender wird von Google geladen …",
  profileWhy: "Dann können Sie Ihren Kalender verbinden und Termine hinzufügen.",
  yourAccount: "Ihr Konto",
  signedInAs: "Angemeldet als",
  signOut: "Abmelden",

  // Resources
  resourcesIntro: "Alles, was zu Ihren Kursen gehört.",
  resourcesWhy: "Dann sehen Sie, was zu Ihren Kursen gehört.",
  loadingProfile: "Ihr Profil wird geladen …",
  loadingResources: "Ihre Materialien werden geladen …",
  noClasses: "Es gibt noch keine Kurse. Sie erscheinen hier, sobald jemand einen für Sie anlegt.",
  nothingYet: "Hier ist noch nichts.",
  typeAdded: "{type}, hinzugefügt am {day}",
  resource: "Material",
  resourceWhy: "Dann können Sie dieses Material lesen und in Ihren Kalender eintragen.",
  allResources: "Alle Materialien",
  loadingResource: "Das Material wird geladen …",
  added: "Hinzugefügt am {day}",
  noContent: "Dieses Material hat keinen Inhalt.",
  addToCalendar: "In den Kalender eintragen",
  inYourCalendar: "In Ihrem Kalender",
  empty: "Leer",
  yes: "Ja",
  no: "Nein",

  // No page
  notFoundTitle: "Diese Seite gibt es nicht",
  notFoundIntro: "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen.",
  toStart: "Zur Startseite",
  notSetUp: "Diese App ist noch nicht eingerichtet",
  settingMissing:
    "{name} ist nicht gesetzt. Tragen Sie den Wert in web/.env oder in der Umgebung ein und bauen Sie neu.",
};
