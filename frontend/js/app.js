// Progressive enhancement only: every page works without this file.
import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink } from 'govuk-frontend'
import { keepDrafts } from './drafts.js'
import { closeMenus, showCurrent, watchFragments } from './page.js'

const components = [Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink]
const enhance = (scope) => components.forEach((Component) => createAll(Component, undefined, scope))

enhance(document)
closeMenus()
showCurrent()
watchFragments(enhance)
keepDrafts()
