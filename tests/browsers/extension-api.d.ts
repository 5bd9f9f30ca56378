/** `chrome.*` in the extension's own documents, for functions that `Browser.inExtension` sends there. */
declare const chrome: import('webextension-polyfill').Browser;
