import { CfnOutput, Stack } from 'aws-cdk-lib'
import { CfnApiMapping, CfnDomainName, type IStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { Construct } from 'constructs'

export interface CustomDomainProps {
  readonly name: string
  /** ARN of a certificate for it. */
  readonly certificate: string
  readonly apiId: string
  readonly stage: IStage
  /** The name of the output with its DNS record. */
  readonly output: string
}

/** The consortium's own domain name for an API. It stays the same when the API is recreated. */
export class CustomDomain extends Construct {
  constructor(scope: Construct, id: string, { name, certificate, apiId, stage, output }: CustomDomainProps) {
    super(scope, id)
    const domain = new CfnDomainName(this, 'Name', {
      domainName: name,
      domainNameConfigurations: [{ certificateArn: certificate, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' }],
    })
    const mapping = new CfnApiMapping(this, 'Mapping', { apiId, domainName: domain.ref, stage: stage.stageName })
    mapping.node.addDependency(stage)
    new CfnOutput(Stack.of(this), output, {
      description: `CNAME record for the DNS of ${name}`,
      value: `${name} CNAME ${domain.attrRegionalDomainName}`,
    })
  }
}
