import GatewayDomain
import Postgres

// The gateway's own words are their raw values in SQL as well.

extension SignInID: PostgresCodable {}
extension PersonRole: PostgresCodable {}
