import { App, type AppProps, Validations } from 'aws-cdk-lib'
import { assertBuilt, bundlesFolder, NotBuilt } from './parts/built.ts'
import { BadConsortiumFile, entriesJson, entriesVersion, readConsortium } from './parts/consortium-file.ts'
import { cdkContext, consortiumFile } from './parts/settings.ts'
import { CoopdeskStack } from './stack.ts'

export interface CoopdeskAppProps extends AppProps {
  /** Folder with the bundle of every function. */
  readonly bundles: string
}

/** The app with its one stack, which `synth()` turns into a template; throws BadConsortiumFile or NotBuilt. */
export function coopdeskApp({ bundles, ...props }: CoopdeskAppProps): App {
  const app = new App({ analyticsReporting: false, ...props, context: { ...cdkContext(), ...props.context } })
  const consortium = readConsortium(consortiumFile(app.node.tryGetContext('consortium')))
  const entries = entriesJson(consortium)
  assertBuilt(bundles, entries)
  new CoopdeskStack(app, 'Coopdesk', {
    description: `Coopdesk for ${consortium.name}`,
    consortium,
    entriesVersion: entriesVersion(entries),
    bundles,
  })
  return app
}

/** Makes the synthesis fail if the template breaks a rule of AWS Solutions. The rules are loaded only here, for speed. */
export async function addRules(app: App): Promise<void> {
  const { AwsSolutionsChecks } = await import('cdk-nag')
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
}

if (import.meta.main) {
  try {
    const app = coopdeskApp({ bundles: bundlesFolder })
    // The CDK reads the same variable and skips the rules of CloudFormation.
    if (process.env.CDK_VALIDATION !== 'false') await addRules(app)
    app.synth()
  } catch (error) {
    if (!(error instanceof BadConsortiumFile || error instanceof NotBuilt)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
