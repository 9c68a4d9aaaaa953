/**
 * The texts of the app's frame and pages, in English. Names in braces are filled in.
 *
 * @module
 */
export const pagesEnglish = {
  // The frame
  appName: "Calendar for Supabase",
  skip: "Skip to content",
  mainNavigation: "Main",
  calendar: "Calendar",
  resources: "Resources",
  profile: "Profile",
  language: "Language",
  tabTitle: "{title} · {app}",

  // Signing in
  checkingSession: "Checking your session…",
  pleaseSignIn: "Please sign in",
  signInWhy: "{why} You come back to this page afterwards.",
  signIn: "Sign in with Google",
  openingGoogle: "Opening Google…",
  notSignedIn: "You are not signed in",
  signIn_access_denied:
    "You were not signed in, because you did not allow Google to share who you are. Nothing was changed.",
  signIn_failed: "Signing in did not work this time. Please try again.",
  signIn_not_started: "Sign-in could not be started. Check your connection and try again.",

  // The start page
  welcome: "Welcome",
  homeTitle: "Your classes, in your Google Calendar",
  homeIntro:
    "Connect your Google Calendar once, and add lectures, deadlines and office hours to it from here. It stays connected, so you never have to think about it again.",
  openCalendar: "Open my calendar",
  seeResources: "See my resources",
  stepSignIn: "Sign in",
  stepSignInText: "With the Google account that you already use.",
  stepConnect: "Connect",
  stepConnectText: "You allow it on Google’s own page, and can disconnect at any time.",
  stepAdd: "Add events",
  stepAddText: "They are in your calendar a moment later, on every device.",

  // The calendar and the profile
  calendarWhy: "Then you see your calendar, and can change it.",
  loadingCalendar: "Loading your calendar from Google…",
  profileWhy: "Then you can connect your calendar and add events to it.",
  yourAccount: "Your account",
  signedInAs: "Signed in as",
  signOut: "Sign out",

  // Resources
  resourcesIntro: "Everything that belongs to your classes.",
  resourcesWhy: "Then you see what belongs to your classes.",
  loadingProfile: "Loading your profile…",
  loadingResources: "Loading your resources…",
  noClasses: "There are no classes yet. They appear here as soon as somebody adds one for you.",
  nothingYet: "Nothing here yet.",
  typeAdded: "{type}, added {day}",
  resource: "Resource",
  resourceWhy: "Then you can read this resource and add it to your calendar.",
  allResources: "All resources",
  loadingResource: "Loading the resource…",
  added: "Added {day}",
  noContent: "This resource has no content.",
  addToCalendar: "Add to calendar",
  inYourCalendar: "In your calendar",
  empty: "Empty",
  yes: "Yes",
  no: "No",

  // No page
  notFoundTitle: "There is no such page",
  notFoundIntro: "The address may have been mistyped, or the page moved.",
  toStart: "Go to the start page",
  notSetUp: "This app is not set up yet",
  settingMissing: "{name} is not set. Put it into web/.env or the environment, and build again.",
};

/** Every text, by its name. */
export type PageTexts = typeof pagesEnglish;
