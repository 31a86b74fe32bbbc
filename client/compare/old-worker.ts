/** The comparing worker of an old browser: first what that lacks of the language's library (ui/old-browser.ts). */
import 'core-js/actual'
import './worker.ts'
